/** Permissions of the directory: any one of each list. */
const whole = ['Directory.Read.All', 'Directory.AccessAsUser.All'];

export const readingMyself = { least: ['User.Read', 'User.ReadBasic.All', ...whole] };
export const readingUsers = { least: ['User.ReadBasic.All', ...whole] };
export const readingGroups = {
  least: ['Group.Read.All', 'Group.ReadWrite.All', 'GroupMember.ReadWrite.All', ...whole],
};
export const readingDirectory = { least: whole };
export const readingRoles = { least: ['RoleManagement.Read.Directory', ...whole] };
export const writingGroups = { least: ['Group.ReadWrite.All', 'Directory.AccessAsUser.All'] };
export const writingMembers = {
  least: ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.AccessAsUser.All'],
};
