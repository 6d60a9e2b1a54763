export { describeTenant, describeWorld, type World, type WorldTenant, type WorldUser } from './describe.ts';
export { worldExists } from './seed.ts';
