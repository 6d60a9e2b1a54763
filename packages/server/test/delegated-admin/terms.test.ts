import { directoryRoles } from '@multipartner/domain/directory-role/roles.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draft, people, relationships, role, unified } from './people.ts';

describe('the terms of a granular relationship (R61, R72)', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startServer();
    by = people(server);
  });
  afterAll(() => server.stop());

  const post = (change: object, who = 'beta.admin') => server.call(who, 'POST', relationships, draft(change));
  const count = async () => Number((await server.call('beta.admin', 'GET', `${relationships}/$count`)).body);
  /** That it is refused for this member, and that nothing was made. */
  async function refused(change: object, target: string, status = 400, code = 'badRequest') {
    const before = await count();
    const answer = await post(change);
    expect(answer.body.error, JSON.stringify(change)).toMatchObject({ code, target });
    expect(answer.status).toBe(status);
    expect(await count()).toBe(before);
    return answer.body.error;
  }

  describe('its name', () => {
    it.each([
      ['fifty letters', 'n'.repeat(50)],
      ['what tools are known to write', 'CIPP_0dcd3ba4-d26b-4bd7-8a3f-6d8a3d0a3d0a'],
      ['a time of day', 'Acme-23-11-2026-10:15:30:123'],
      ['letters of any script', 'Größe Ωμέγα 東京 Ünïcode'],
      ['letters beyond sixteen bits', '𝒜'.repeat(50)],
      ['one letter', 'x'],
    ])('may be %s', async (_, displayName) => {
      const answer = await post({ displayName });
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      expect(answer.body.displayName).toBe(displayName);
    });

    it.each([
      ['fifty-one letters', 'n'.repeat(51)],
      ['nothing', ''],
      ['blanks', '   '],
      ['signs that are no part of names', 'a<b>c'],
      ['a line break', 'a\nb'],
      ['a quote', "Contoso's"],
      ['a zero', 'a\u0000b'],
    ])('cannot be %s', async (_, displayName) => {
      await refused({ displayName }, 'displayName');
    });

    it('cannot be left out, be null or be a number', async () => {
      await refused({ displayName: undefined }, 'displayName');
      await refused({ displayName: null }, 'displayName');
      await refused({ displayName: 7 }, 'displayName');
    });

    it('is the only one of its partner, whatever the case, also when it ended long ago', async () => {
      const { id } = await by.active('beta', 'litware', { displayName: 'Nightly Änderung' });
      const taken = async (displayName: string) => {
        const error = await refused({ displayName }, 'displayName', 409, 'conflict');
        expect(error.details).toEqual([
          {
            code: 'delegatedAdminRelationship',
            message: expect.any(String),
            target: expect.stringContaining(id.slice(0, 36)),
          },
        ]);
      };
      await taken('Nightly Änderung');
      await taken('nIGHTLY äNDERUNG');
      await taken(' Nightly Änderung ');
      await taken('Nightly A\u0308nderung');
      await by.request('beta', id, 'terminate');
      await taken('nightly änderung');
      const other = await by.draft('beta');
      const path = `${relationships}/${other.id}`;
      const renamed = await server.call(
        'beta.admin',
        'PATCH',
        path,
        { displayName: 'NIGHTLY ÄNDERUNG' },
        { 'if-match': '*' },
      );
      expect(renamed).toMatchObject({ status: 409, body: { error: { code: 'conflict', target: 'displayName' } } });
      expect((await post({ displayName: 'Nightly Änderung' }, 'alpha.admin')).status).toBe(201);
    });

    it('is won by one of several that want it at once', async () => {
      const answers = await Promise.all(Array.from({ length: 6 }, () => post({ displayName: 'Wanted by many' })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    });

    it('is free again when the draft that has it is thrown away', async () => {
      const { id } = await by.draft('beta', { displayName: 'Once more' });
      await server.call('beta.admin', 'DELETE', `${relationships}/${id}`, undefined, { 'if-match': '*' });
      expect((await post({ displayName: 'Once more' })).status).toBe(201);
    });

    it('may change its case', async () => {
      const { id } = await by.draft('beta', { displayName: 'lower' });
      const path = `${relationships}/${id}`;
      const answer = await server.call('beta.admin', 'PATCH', path, { displayName: 'LOWER' }, { 'if-match': '*' });
      expect(answer).toMatchObject({ status: 200, body: { displayName: 'LOWER' } });
    });
  });

  describe('its duration', () => {
    it.each([
      ['P1D', 'P1D'],
      ['P730D', 'P730D'],
      ['P730DT0H', 'P730D'],
      ['P730DT0H0M0S', 'P730D'],
      ['PT17520H', 'P730D'],
      ['P729DT24H', 'P730D'],
      ['P4W', 'P28D'],
      // Not a legal duration of the protocol, but what the documentation names as the longest.
      ['P2Y', 'P730D'],
    ])('may be written %s and is read back as %s', async (duration, shown) => {
      const answer = await post({ duration });
      expect(answer).toMatchObject({ status: 201, body: { duration: shown } });
    });

    it.each([
      'P731D',
      'P0D',
      'PT0S',
      'P1Y',
      'P6M',
      'P3Y',
      'PT36H',
      'P1DT1H',
      '-P5D',
      'P',
      'PT',
      '730',
      'P730',
      'p30d',
      '',
      'P99999999999D',
    ])('cannot be %j', async (duration) => {
      await refused({ duration }, 'duration');
    });

    it('cannot be left out or be null', async () => {
      await refused({ duration: undefined }, 'duration');
      await refused({ duration: null }, 'duration');
    });
  });

  describe('its auto-extension', () => {
    it.each([
      [undefined, 'PT0S'],
      [null, 'PT0S'],
      ['P0D', 'PT0S'],
      ['PT0S', 'PT0S'],
      ['P180D', 'P180D'],
      ['PT4320H', 'P180D'],
    ])('may be %s and is read back as %s', async (autoExtendDuration, shown) => {
      expect(await post({ autoExtendDuration })).toMatchObject({ status: 201, body: { autoExtendDuration: shown } });
    });

    it.each(['P181D', 'P6M', 'P1D', 'on', ''])('cannot be %j', async (autoExtendDuration) => {
      await refused({ autoExtendDuration }, 'autoExtendDuration');
    });

    it('cannot stand beside the Global Administrator', async () => {
      const accessDetails = unified(role.globalReader, role.globalAdministrator);
      await refused({ accessDetails, autoExtendDuration: 'P180D' }, 'autoExtendDuration');
      expect((await post({ accessDetails, autoExtendDuration: 'PT0S' })).status).toBe(201);
      const extending = await by.draft('beta', { autoExtendDuration: 'P180D' });
      const path = `${relationships}/${extending.id}`;
      const answer = await server.call('beta.admin', 'PATCH', path, { accessDetails }, { 'if-match': '*' });
      expect(answer).toMatchObject({ status: 400, body: { error: { target: 'autoExtendDuration' } } });
      expect((await by.get('beta', extending.id)).accessDetails).toEqual(extending.accessDetails);
    });
  });

  describe('its roles', () => {
    const grantable = directoryRoles.filter(({ gdap }) => gdap === 'yes').map(({ id }) => id);

    it('may be every one of the 73, within a second, in the order given', async () => {
      expect(grantable).toHaveLength(73);
      const ids = [...grantable].reverse();
      const started = performance.now();
      const answer = await post({ accessDetails: unified(...ids) });
      expect(performance.now() - started).toBeLessThan(1000);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      expect(answer.body.accessDetails).toEqual(unified(...ids));
    });

    it('may be written in capitals, and with annotations as clients send them', async () => {
      const accessDetails = {
        '@odata.type': '#microsoft.graph.delegatedAdminAccessDetails',
        unifiedRoles: [
          { '@odata.type': '#microsoft.graph.unifiedRole', roleDefinitionId: role.globalReader.toUpperCase() },
        ],
      };
      expect((await post({ accessDetails })).body.accessDetails).toEqual(unified(role.globalReader));
    });

    it('are named when they are none, or none that can be granted', async () => {
      const custom = '0b1c2d3e-0000-4000-8000-000000000001';
      const never = directoryRoles.find(({ gdap }) => gdap === 'no')?.id as string;
      const error = await refused(
        { accessDetails: unified(role.globalReader, custom, never) },
        'accessDetails.unifiedRoles',
      );
      expect(error.details.map((one: { target: string }) => one.target)).toEqual([custom, never]);
    });

    it('are each there once, and at least one', async () => {
      const error = await refused(
        { accessDetails: unified(role.globalReader, role.globalReader.toUpperCase()) },
        'accessDetails.unifiedRoles',
      );
      expect(error.message).toContain(role.globalReader);
      await refused({ accessDetails: unified() }, 'accessDetails.unifiedRoles');
      await refused({ accessDetails: {} }, 'accessDetails.unifiedRoles');
      await refused({ accessDetails: undefined }, 'accessDetails.unifiedRoles');
      await refused({ accessDetails: unified('Global Reader') }, 'accessDetails.unifiedRoles[0].roleDefinitionId');
    });
  });

  describe('its customer', () => {
    const asked = (tenantId: string) => ({ customer: { tenantId } });

    it('may be nobody in particular', async () => {
      expect((await post({})).body.customer).toBeNull();
      expect((await post({ customer: null })).body.customer).toBeNull();
    });

    it('is shown by the name that its tenant has, whatever was written', async () => {
      const { id } = server.tenant('litware');
      const customer = { tenantId: id.toUpperCase(), displayName: 'Other' };
      expect((await post({ customer })).body.customer).toEqual({ tenantId: id, displayName: 'Litware' });
    });

    it('is a tenant of the same cloud, and not the own one', async () => {
      const unknown = '0b1c2d3e-0000-4000-8000-000000000001';
      const error = await refused(asked(unknown), 'customer', 404, 'notFound');
      const other = await refused(asked(server.tenant('cityofadatum').id), 'customer', 404, 'notFound');
      // Nobody learns from the refusal whether a tenant is in another cloud or is none.
      expect(other.message).toBe(error.message.replace(unknown, server.tenant('cityofadatum').id));
      await refused(asked(server.tenant('beta').id), 'customer', 403, 'forbidden');
      await refused(asked('litware'), 'customer.tenantId');
      await refused({ customer: {} }, 'customer.tenantId');
    });
  });

  it('hold no member that is unknown, and let those pass that are only read', async () => {
    await refused({ note: 'mine' }, 'note');
    const answer = await post({
      id: 'x',
      status: 'active',
      createdDateTime: null,
      activatedDateTime: '2020-01-01T00:00:00Z',
      isPartnerConsentPending: true,
      indirectProviderTenantId: 'x',
    });
    expect(answer).toMatchObject({ status: 201, body: { status: 'created', activatedDateTime: null } });
  });
});
