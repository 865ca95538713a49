import { beat } from '@tidu/platform';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';

describe('health', () => {
  let doors: TestDoors;
  beforeAll(async () => {
    doors = await openTestDoors();
  });
  afterAll(() => doors.close());
  const ready = async () => {
    const { status, body } = await doors.http.get('/api/health/ready');
    return { code: status, ...(body as { status: string; checks: Record<string, string> }) };
  };

  it('is alive whatever becomes of the rest', async () => {
    const { status, body } = await doors.http.get('/api/health');
    expect([status, body]).toEqual([200, { status: 'ok' }]);
  });

  it('says part by part what works', async () => {
    await doors.test.asSuperuser('delete from audit_pending');
    expect(await ready()).toMatchObject({ code: 200, status: 'degraded', checks: { worker: 'failed', sealing: 'ok' } });
    await beat(doors.test.database, new Date());
    expect(await ready()).toMatchObject({ code: 200, status: 'ready' });
    await doors.test.asSuperuser(`update process_heartbeat set "beatAt" = now() - interval '61 seconds'`);
    expect(await ready()).toMatchObject({ status: 'degraded', checks: { worker: 'failed' } });
    await beat(doors.test.database, new Date());
    await doors.test.asSuperuser(`insert into audit_pending values (1, now() - interval '5 minutes')`);
    expect(await ready()).toMatchObject({ code: 200, status: 'degraded', checks: { sealing: 'failed', worker: 'ok' } });
    await doors.test.asSuperuser('delete from audit_pending');
    await doors.test.asSuperuser(
      `insert into migrations (timestamp, name) values (9999999999999, 'Later9999999999999')`,
    );
    expect(await ready()).toMatchObject({
      code: 503,
      status: 'unavailable',
      checks: { database: 'ok', schema: 'failed' },
    });
    await doors.test.asSuperuser(`delete from migrations where name = 'Later9999999999999'`);
    expect(await ready()).toMatchObject({ code: 200, status: 'ready' });
  });

  it('gives its numbers to a neighbour and nothing to who comes through the proxy', async () => {
    await doors.http.get('/api/console/jobs/00000000-0000-7000-8000-00000000abcd');
    const { status, text } = await doors.http.get('/internal/metrics');
    expect(status).toBe(200);
    expect(text).toContain('tidu_database_up 1');
    expect(text).toContain('tidu_audit_pending 0');
    expect(text).toMatch(/tidu_jobs\{state="queued"\} \d/);
    expect(text).toMatch(
      /tidu_http_request_seconds_count\{method="GET",route="\/api\/console\/jobs\/:id",status="404"\} 1/,
    );
    expect(text).not.toContain('abcd');
    const outside = await doors.http.get('/internal/metrics').set('X-Forwarded-For', '203.0.113.9');
    expect(outside.status).toBe(404);
    expect(outside.text).not.toContain('tidu_');
  });
});
