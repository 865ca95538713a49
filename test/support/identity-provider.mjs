// A real OpenID Connect provider (oidc-provider) in a process of its own, for tests. Who stands before it is told by
// POST /stand-in: {subject, amr, acr, deny, forge}; whoever is asked to sign in there is that person, without a page between.
// What is in trouble is told there too: {trouble: {at: part of an address, how}}.
import http from 'node:http';
import Provider from 'oidc-provider';

const [clientId, clientSecret, redirectUri, port, kind] = process.argv.slice(2);
const isPlain = kind === 'plain';
let person = { subject: 'nobody' };
const server = http.createServer();
await new Promise((done) => server.listen(Number(port), '127.0.0.1', done));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      ...{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] },
      ...{ grant_types: ['authorization_code'], response_types: ['code'], require_auth_time: !isPlain },
      ...(isPlain && { token_endpoint_auth_method: 'client_secret_post' }),
    },
  ],
  ...(isPlain && { clientAuthMethods: ['client_secret_post'] }),
  claims: { openid: ['sub', 'acr', 'amr'], staff: ['employee_no'] },
  scopes: ['openid', 'staff'],
  cookies: { keys: ['test'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, employee_no: `E-${id}` }) }),
  loadExistingGrant: async (ctx) => {
    const grant = new provider.Grant({ clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid staff');
    await grant.save();
    return grant;
  },
});

// whoever gets between: the token says the same, signed by nobody or by somebody else
provider.use(async (ctx, next) => {
  await next();
  if (!person.forge || !ctx.body?.id_token) return;
  const [header, claims, signature] = ctx.body.id_token.split('.');
  const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  const other = signature.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'));
  ctx.body.id_token = person.forge === 'none' ? `${unsigned}.${claims}.` : `${header}.${claims}.${other}`;
});

const answer = provider.callback();
const json = { 'content-type': 'application/json' };
const troubles = {
  page: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>系统维护中</h1>'),
  halfJson: (response) => response.writeHead(200, json).end('{"issuer": "http'),
  otherJson: (response) => response.writeHead(200, json).end('{"code": 0, "msg": "ok"}'),
  broken: (response) => response.writeHead(502, json).end('{"error": "bad gateway"}'),
  cutOff: (response) =>
    response.writeHead(200, { ...json, 'content-length': 1000 }).write('{', () => response.destroy()),
  endless: (response) => {
    response.writeHead(200, json);
    const more = () => {
      while (!response.destroyed && response.write(' '.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  },
  silent: () => undefined,
};
// whoever started it is gone, killed perhaps
process.stdin.resume().on('end', () => process.exit());
const slowMs = 250;
server.on('request', async (request, response) => {
  const { at, how } = person.trouble ?? {};
  const isTroubled = at && request.url.includes(at);
  if (isTroubled && how === 'slow') await new Promise((done) => setTimeout(done, slowMs));
  else if (isTroubled) return troubles[how](response);
  // the package takes a secret wherever it stands; others don't
  if (request.url === '/token' && (request.headers.authorization === undefined) !== isPlain)
    response.writeHead(401, json).end('{"error": "invalid_client"}');
  else if (request.url === '/stand-in') {
    let text = '';
    for await (const chunk of request) text += chunk;
    person = JSON.parse(text);
    response.end();
  } else if (request.url.startsWith('/interaction/')) {
    const { subject, amr, acr, deny } = person;
    const result = deny ? { error: 'access_denied' } : { login: { accountId: subject, amr, acr } };
    await provider.interactionFinished(request, response, result);
  } else answer(request, response);
});
process.stdout.write(`${JSON.stringify({ issuer })}\n`);
