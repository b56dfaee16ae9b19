// Whether others can reach the address of a room, and what to say if they cannot.

import { t } from "/page/language.js";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether the address leads every device to itself: nobody else can open it. */
export const onlyHere = (address) => LOOPBACK.test(new URL(address, location.href).hostname);

export const ALONE = t("desk.way.alone");
export const OTHERS = t("desk.way.others", { anywhere: "0.0.0.0" });
