import type { ClockChange, ClockReading } from '../../clock/index.ts';
import { allowed } from '../operation.ts';
import type { Sandbox } from './sandbox.ts';

export function readClock({ clock }: Sandbox): Promise<ClockReading> {
  return clock.read();
}

/** Moves, stops or releases the realm's clock; answers when all that became due was done. Refusals: clock-backwards. */
export async function changeClock(
  { clock }: Sandbox,
  change: ClockChange,
): Promise<ClockReading & { readonly fired: number }> {
  return allowed(await clock.change(change));
}
