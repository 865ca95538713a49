import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Contact } from '../book/enterprise-book';
import { MailChannel } from './mail-channel';

interface Received {
  from: string;
  to: string[];
  text: string;
}

describe('the channel by mail', () => {
  const received: Received[] = [];
  /** What the server answers to a recipient; nothing: it takes them. */
  let refusal: { responseCode: number } | null = null;
  let demands = { user: '', password: '' };
  const open: SMTPServer[] = [];

  /** A real mail server; without a certificate of anybody's trust where it offers STARTTLS. */
  const listen = async (offersTls = false): Promise<number> => {
    const server = new SMTPServer({
      ...{ authOptional: demands.user === '', disabledCommands: offersTls ? [] : ['STARTTLS'], logger: false },
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        username === demands.user && password === demands.password
          ? done(null, { user: username })
          : done(new Error('no')),
      onRcptTo: (_address, _session, done) => done(refusal && Object.assign(new Error('mailbox unavailable'), refusal)),
      onData: (stream, { envelope }, done) => {
        let text = '';
        stream.setEncoding('utf8').on('data', (part: string) => (text += part));
        stream.on('end', () => {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          received.push({ from, to: envelope.rcptTo.map(({ address }) => address), text });
          done();
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    open.push(server);
    return (server.server.address() as AddressInfo).port;
  };
  const channelAt = (port: number, more: object = {}) =>
    new MailChannel({ host: '127.0.0.1', port, secure: false, local: true, from: 'tidu@example.gov.cn', ...more });
  const contact = (id: string, email: string | null): Contact => ({
    id,
    role: 'legal',
    name: '张三',
    phone: null,
    recordedAt: new Date(0),
    email,
  });
  const message = (to: Contact[]) => ({
    ...{ id: 'd1', kind: 'desk.notice', creditCode: 'X', enterpriseName: '某某', to },
    ...{ subject: '年度更新：请于5月31日前完成', body: '请登录企业服务更新。\n逾期影响复核。' },
  });
  beforeEach(() => {
    received.length = 0;
    refusal = null;
    demands = { user: '', password: '' };
  });
  afterAll(() => Promise.all(open.map((server) => new Promise<void>((done) => server.close(done)))));

  it('is off without a server, and says what is missing', async () => {
    const channel = new MailChannel(undefined);
    expect(channel.missing).toContain('SMTP_URL');
    expect(await channel.send(message([contact('1', 'a@example.com')]))).toEqual([]);
  });

  it('writes to each contact alone, under one number however often it is tried', async () => {
    const channel = channelAt(await listen());
    const to = [contact('1', 'a@example.com'), contact('2', null), contact('3', 'c@example.com')];
    const outcomes = await channel.send(message(to));
    expect(outcomes).toEqual([
      { contact: { id: '1', role: 'legal' }, problem: null, final: false },
      { contact: { id: '3', role: 'legal' }, problem: null, final: false },
    ]);
    await channel.send(message(to.slice(0, 1)));
    expect(received.map(({ to: who }) => who)).toEqual([['a@example.com'], ['c@example.com'], ['a@example.com']]);
    const numbers = received.map(({ text }) => /^Message-ID: (.*)$/im.exec(text)?.[1]);
    expect(numbers).toEqual(['<d1.1@example.gov.cn>', '<d1.3@example.gov.cn>', '<d1.1@example.gov.cn>']);
    const [first] = received;
    expect(first?.from).toBe('tidu@example.gov.cn');
    expect(first?.text).not.toContain('c@example.com');
    const body = first?.text.split('\r\n\r\n')[1]?.replaceAll('\r\n', '') ?? '';
    expect(Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n')).toContain(
      '请登录企业服务更新。\n逾期影响复核。',
    );
  });

  it.each([
    [550, true],
    [451, false],
  ])('says whether another try is of use: %s', async (responseCode, final) => {
    refusal = { responseCode };
    const outcomes = await channelAt(await listen()).send(message([contact('1', 'a@example.com')]));
    expect(outcomes).toEqual([{ contact: { id: '1', role: 'legal' }, problem: `smtp${responseCode}`, final }]);
    expect(received).toEqual([]);
  });

  it('signs in where it is told to, and tries again later where it was not let in', async () => {
    demands = { user: 'tidu', password: '口令 #1' };
    const port = await listen();
    const to = message([contact('1', 'a@example.com')]);
    expect(await channelAt(port, demands).send(to)).toMatchObject([{ problem: null }]);
    const [wrong] = await channelAt(port, { ...demands, password: 'x' }).send(to);
    expect(wrong).toMatchObject({ problem: 'smtp535', final: false });
  });

  it('says nothing in the clear to another machine, and nothing to whom it cannot tell', async () => {
    const away = { local: false };
    const [bare] = await channelAt(await listen(), away).send(message([contact('1', 'a@example.com')]));
    expect([bare?.problem === null, bare?.final]).toEqual([false, false]);
    const [unknown] = await channelAt(await listen(true), away).send(message([contact('1', 'a@example.com')]));
    expect([unknown?.problem === null, unknown?.final]).toEqual([false, false]);
    expect(received).toEqual([]);
  });

  it('is tried again where nobody listens', async () => {
    const [outcome] = await channelAt(1).send(message([contact('1', 'a@example.com')]));
    expect([outcome?.problem, outcome?.final]).toEqual([expect.stringMatching(/^E/), false]);
  });
});
