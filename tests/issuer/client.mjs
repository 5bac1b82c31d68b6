// client.mjs BASE KEY: a real OAuth client (oauth4webapi) drives this server's grants: each "ok" line is something
// that it did and accepted. KEY is somebody's API key, by which a browser's session is opened.
import { createRequire } from 'node:module'
import assert from 'node:assert/strict'

const require = createRequire(`${process.env.ISSUER_NODE}/`)
const oauth = await import(require.resolve('oauth4webapi'))

const [base, key] = process.argv.slice(2)
const loose = { [oauth.allowInsecureRequests]: true }
const client = { client_id: 'clorp-cli' }
const none = oauth.None()
const back = 'http://127.0.0.1:50123/callback'
let failed = 0

const step = async (sentence, run) => {
  try {
    await run()
    console.log(`ok ${sentence}`)
  } catch (error) {
    failed += 1
    console.log(`FAILED ${sentence}: ${error.cause ? JSON.stringify(error.cause) : ''} ${error.stack}`)
  }
}
// What the server refuses with, as the library reads it.
const refusal = async (promise) => {
  try {
    await promise
  } catch (error) {
    return error.error ?? `${error.code} ${error.message} ${await error.cause?.text?.().catch(String)}`
  }
  return 'nothing'
}

let as
await step('the metadata are what RFC 8414 asks for', async () => {
  const issuer = new URL(base)
  const answer = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...loose })
  as = await oauth.processDiscoveryResponse(issuer, answer)
  assert.equal(as.authorization_response_iss_parameter_supported, true)
})
await step('and the resource is what RFC 9728 asks for', async () => {
  const answer = await oauth.resourceDiscoveryRequest(new URL(base), loose)
  const resource = await oauth.processResourceDiscoveryResponse(new URL(base), answer)
  assert.deepEqual(resource.authorization_servers, [as.issuer])
})

// ---- the browser, as far as it matters
const login = await fetch(`${base}/api/session`, { method: 'POST', body: JSON.stringify({ key }) })
const cookie = login.headers.get('set-cookie').split(';')[0]
const browse = (path, init = {}) =>
  fetch(new URL(path, base), { redirect: 'manual', ...init, headers: { cookie, origin: base, ...init.headers } })
const post = (path, form) => browse(path, { method: 'POST', body: new URLSearchParams(form) })
const fields = (html) =>
  Object.fromEntries([...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1], m[2].replaceAll('&amp;', '&')]))

const question = async (more = {}) => {
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const url = new URL(as.authorization_endpoint)
  const asked = {
    client_id: client.client_id, redirect_uri: back, response_type: 'code', scope: 'read compete', state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...more,
  }
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) url.searchParams.set(name, value)
  return { url, verifier, state }
}
const allow = async (asked, answer = 'allow') => {
  const page = await browse(asked.url)
  assert.equal(page.status, 200)
  const sent = await post('/oauth/authorize', { ...fields(await page.text()), answer })
  return new URL(sent.headers.get('location'))
}
const tokensFor = async (asked, location, more = {}) => {
  const parameters = oauth.validateAuthResponse(as, client, location, asked.state)
  const answer = await oauth.authorizationCodeGrantRequest(
    as, client, none, parameters, more.redirect ?? back, more.verifier ?? asked.verifier, loose)
  return oauth.processAuthorizationCodeResponse(as, client, answer)
}
const call = (token, path = '/api/whoami', init = { method: 'POST' }) =>
  oauth.protectedResourceRequest(token, init.method, new URL(path, base), new Headers(init.headers), init.body ?? null, loose)
const refresh = async (token, more = {}) =>
  oauth.processRefreshTokenResponse(as, client, await oauth.refreshTokenGrantRequest(as, client, none, token, {
    ...loose, additionalParameters: more }))

let tokens
await step('a code is given and exchanged, with state, iss and PKCE', async () => {
  const asked = await question()
  tokens = await tokensFor(asked, await allow(asked))
  assert.equal(tokens.token_type, 'bearer')
  assert.equal((await call(tokens.access_token)).status, 200)
})
await step('who says no is told so (4.1.2.1 access_denied)', async () => {
  const asked = await question()
  const location = await allow(asked, 'deny')
  assert.equal(await refusal((async () => oauth.validateAuthResponse(as, client, location, asked.state))()), 'access_denied')
})
for (const [more, error] of [
  [{ response_type: 'token' }, 'unsupported_response_type'],
  [{ scope: 'everything' }, 'invalid_scope'],
  [{ code_challenge: undefined }, 'invalid_request'],
  [{ code_challenge_method: 'plain' }, 'invalid_request'],
  [{ code_challenge_method: undefined }, 'invalid_request'],
  [{ resource: 'https://elsewhere.example/' }, 'invalid_target'],
]) {
  await step(`${Object.entries(more)[0].join(' ')} is ${error}`, async () => {
    const asked = await question(more)
    const answer = await browse(asked.url)
    const location = new URL(answer.headers.get('location'))
    assert.equal(await refusal((async () => oauth.validateAuthResponse(as, client, location, asked.state))()), error)
  })
}
await step('a parameter that comes twice is invalid_request (3.1)', async () => {
  const asked = await question()
  asked.url.searchParams.append('scope', 'wallet')
  const location = new URL((await browse(asked.url)).headers.get('location'))
  assert.equal(await refusal((async () => oauth.validateAuthResponse(as, client, location, asked.state))()), 'invalid_request')
})
for (const uri of ['http://127.0.0.1:50123/callback/', 'http://127.0.0.1:50123/Callback', 'http://127.0.0.1.evil.example/callback',
  'http://localhost:50123/callback', 'http://evil.example/callback', 'http://127.0.0.1:50123/callback?x=1', 'javascript:alert(1)']) {
  await step(`nobody is sent to ${uri} (RFC 9700 2.1)`, async () => {
    const answer = await browse((await question({ redirect_uri: uri })).url)
    assert.equal(answer.status, 400)
    assert.equal(answer.headers.get('location'), null)
  })
}
await step('nor to one of two', async () => {
  const asked = await question()
  asked.url.searchParams.append('redirect_uri', 'http://evil.example/')
  assert.equal((await browse(asked.url)).status, 400)
})
await step('the page that asks is in no frame, names no referrer, is not kept (RFC 9700 4.2, 4.16)', async () => {
  const page = await browse((await question()).url)
  assert.match(page.headers.get('content-security-policy'), /frame-ancestors 'none'/)
  assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
  assert.equal(page.headers.get('cache-control'), 'no-store')
})
await step('its answer is a 303, so that no password is posted on (RFC 9700 4.12)', async () => {
  const page = await browse((await question()).url)
  assert.equal((await post('/oauth/authorize', { ...fields(await page.text()), answer: 'allow' })).status, 303)
})
await step('another verifier, or another address, gets nothing (5.2 invalid_grant)', async () => {
  let asked = await question()
  assert.equal(await refusal(tokensFor(asked, await allow(asked), { verifier: oauth.generateRandomCodeVerifier() })), 'invalid_grant')
  asked = await question()
  assert.equal(await refusal(tokensFor(asked, await allow(asked), { redirect: 'http://127.0.0.1:50124/callback' })), 'invalid_grant')
})
await step('a code that comes twice ends what came of it (RFC 9700 2.1.1)', async () => {
  const asked = await question()
  const location = await allow(asked)
  const first = await tokensFor(asked, location)
  assert.equal(await refusal(tokensFor(asked, location)), 'invalid_grant')
  const challenged = await call(first.access_token).then((answer) => answer, (error) => error)
  assert.equal(challenged.status, 401)
})
await step('a token that is none is challenged (RFC 6750 3, RFC 9728 5.1)', async () => {
  const error = await call('clorpa_nothing').catch((refused) => refused)
  assert.equal(error.cause?.[0]?.scheme, 'bearer')
  assert.equal(error.cause[0].parameters.error, 'invalid_token')
  assert.equal(error.cause[0].parameters.resource_metadata, `${base}/.well-known/oauth-protected-resource`)
})
await step('one that may not do it is told insufficient_scope', async () => {
  const error = await call(tokens.access_token, '/api/jobs/run', { method: 'POST', body: '{}' }).catch((refused) => refused)
  assert.equal(error.status, 403)
  assert.equal(error.cause[0].parameters.error, 'insufficient_scope')
})
await step('a refresh asks for no more than was allowed (6, invalid_scope), and may try again', async () => {
  assert.equal(await refusal(refresh(tokens.refresh_token, { scope: 'read wallet' })), 'invalid_scope')
  const next = await refresh(tokens.refresh_token, { scope: 'read' })
  assert.notEqual(next.refresh_token, tokens.refresh_token)
  assert.equal((await call(next.access_token)).status, 200)
  // Somebody used what came of it: now the old one is a stolen one, and all ends (RFC 9700 4.14).
  const last = await refresh(next.refresh_token)
  assert.equal(await refusal(refresh(tokens.refresh_token)), 'invalid_grant')
  assert.equal(await refusal(refresh(last.refresh_token)), 'invalid_grant')
})
await step('what is no token request is refused as 5.2 has it', async () => {
  const ask = async (form) => {
    const answer = await fetch(as.token_endpoint, { method: 'POST', body: new URLSearchParams(form) })
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    return [answer.status, (await answer.json()).error].join(' ')
  }
  assert.equal(await ask([['client_id', 'clorp-cli']]), '400 invalid_request')
  assert.equal(await ask([['grant_type', 'password'], ['client_id', 'clorp-cli']]), '400 unsupported_grant_type')
  assert.equal(await ask([['grant_type', 'refresh_token'], ['client_id', 'nobody'], ['refresh_token', 'x']]), '401 invalid_client')
  assert.equal(await ask([['grant_type', 'refresh_token'], ['client_id', 'clorp-cli'], ['refresh_token', 'x'], ['refresh_token', 'y']]),
    '400 invalid_request')
})

// ---- RFC 8628
const device = async (scope) =>
  oauth.processDeviceAuthorizationResponse(as, client, await oauth.deviceAuthorizationRequest(as, client, none, { scope }, loose))
const poll = async (started) =>
  oauth.processDeviceCodeResponse(as, client, await oauth.deviceCodeGrantRequest(as, client, none, started.device_code, loose))
const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000))

await step('a device waits, is told to slow down, and gets its tokens once (3.5)', async () => {
  const started = await device('read')
  assert.equal(await refusal(poll(started)), 'authorization_pending')
  assert.equal(await refusal(poll(started)), 'slow_down')
  assert.equal((await post('/device', { user_code: started.user_code, answer: 'allow' })).status, 200)
  await wait(started.interval + 5.5)
  const given = await poll(started)
  assert.equal((await call(given.access_token)).status, 200)
  await wait(started.interval + 5.5)
  assert.equal(await refusal(poll(started)), 'invalid_grant')
  tokens = given
})
await step('one that is refused hears access_denied', async () => {
  const started = await device('read')
  assert.equal((await post('/device', { user_code: started.user_code, answer: 'deny' })).status, 200)
  assert.equal(await refusal(poll(started)), 'access_denied')
})
await step('a token is ended (RFC 7009), and an unknown one is no error', async () => {
  for (const token of [tokens.access_token, 'nothing'])
    await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, none, token, loose))
  const ended = await call(tokens.access_token).catch((refused) => refused)
  assert.equal(ended.status, 401)
})
process.exit(failed ? 1 : 0)
