// A real OpenID Connect provider (oidc-provider) in a process of its own, for tests. Who stands before it is told by
// POST /stand-in: {subject, amr, acr, deny, forge}; whoever is asked to sign in there is that person, without a page between.
import http from 'node:http';
import Provider from 'oidc-provider';

const [clientId, clientSecret, redirectUri] = process.argv.slice(2);
let person = { subject: 'nobody' };
const server = http.createServer();
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      ...{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] },
      ...{ grant_types: ['authorization_code'], response_types: ['code'], require_auth_time: true },
    },
  ],
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
server.on('request', async (request, response) => {
  if (request.url === '/stand-in') {
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
