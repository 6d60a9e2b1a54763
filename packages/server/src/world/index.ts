export { describeTenant, describeWorld } from './describe.ts';
export { worldExists } from './seed.ts';
export type { World, WorldTenant, WorldUser } from './world.ts';
