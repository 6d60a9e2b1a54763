export { type Clock, type ClockChange, type ClockReading, startClock } from './clock.ts';
export { type DueKind, runDue } from './due-work.ts';
