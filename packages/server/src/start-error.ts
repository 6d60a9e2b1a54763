/** A failure at start, or of what the server stands on: one clear sentence, exit code 1. */
export class StartError extends Error {}
