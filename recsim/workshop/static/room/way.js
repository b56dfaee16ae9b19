// Whether others can reach the address of a room, and what to say if they cannot.

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether the address leads every device to itself: nobody else can open it. */
export const onlyHere = (address) => LOOPBACK.test(new URL(address, location.href).hostname);

export const ALONE = "Only this computer can open this.";
export const OTHERS = "For others in the room, stop the workshop and start it with --host\u00a00.0.0.0";
