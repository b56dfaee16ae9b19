// Simulating on the visitor's own device, with the kernel that the server hands out.

import { Pool, incapable } from "/page/pool.js";
import { Refused, ask } from "./api.js";

/** The pool of workers; `told` is called when a run is done, with a text if one failed. */
export async function simulator(told) {
  if (incapable()) throw new Refused([{ path: "", text: incapable() }]);
  const kernel = await (await ask("/page/kernel.wasm")).arrayBuffer();
  return new Pool("/page/worker.js", new Uint8Array(kernel), told);
}
