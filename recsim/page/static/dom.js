// Elements of a page.

/**
 * The element of the page with this id.
 *
 * @template {string} Id
 * @param {Id} id
 */
export const find = (id) => /** @type {Tagged<Id>} */ (document.getElementById(id));

/**
 * An element with properties and children; what is null is left out.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {object} properties
 * @param {...(Node | string)} children
 */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** The size of the page's type, in pixels. */
export const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

export function notice(text, ...more) {
  find("notice").hidden = !text;
  find("notice").replaceChildren(text, ...more);
}
