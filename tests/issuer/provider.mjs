// provider.mjs PORT-FILE REDIRECT-URI: a real OpenID server (oidc-provider) on loopback, where "ann" signs in
// without being asked, and GitHub's three addresses beside it. GET /rotate gives it a new key, GET /stop and /start
// take it away and bring it back; after GET /hang it answers no code any more, until /start.
import { createRequire } from 'node:module'
import { createServer } from 'node:http'
import { renameSync, writeFileSync } from 'node:fs'

const require = createRequire(`${process.env.ISSUER_NODE}/`)
const { default: Provider } = await import(require.resolve('oidc-provider'))
const jose = await import(require.resolve('jose'))

const [portFile, redirectUri] = process.argv.slice(2)
const jwk = async (alg, kid) => {
  const { privateKey } = await jose.generateKeyPair(alg, { extractable: true })
  return { ...(await jose.exportJWK(privateKey)), kid, alg, use: 'sig' }
}

let away = false
let hung = false
let provider

const provide = async (issuer, keys) => {
  const made = new Provider(issuer, {
    clients: [
      { client_id: 'arena', client_secret: 'a/secret:of=ours', redirect_uris: [redirectUri], id_token_signed_response_alg: 'ES256' },
    ],
    jwks: { keys },
    pkce: { required: () => true },
    claims: { profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: 'Ann \u202eof\u202c elsewhere\n' }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ['for tests alone'] },
  })
  return made
}

// Nobody is asked: who comes is ann, and allows it.
const interact = async (req, res) => {
  const { params, session } = await provider.interactionDetails(req, res)
  const grant = new provider.Grant({ accountId: 'ann', clientId: params.client_id })
  grant.addOIDCScope('openid profile')
  const result = { login: { accountId: 'ann' }, consent: { grantId: await grant.save() } }
  await provider.interactionFinished(req, res, result, { mergeWithLastSubmission: Boolean(session) })
}

const json = (res, value, status = 200) => {
  res.writeHead(status, { 'Content-Type': 'application/json' })
  res.end(JSON.stringify(value))
}

const github = (req, res, url) => {
  if (url.pathname === '/github/login/oauth/authorize') {
    const to = new URL(url.searchParams.get('redirect_uri'))
    to.searchParams.set('code', 'octo')
    to.searchParams.set('state', url.searchParams.get('state'))
    res.writeHead(302, { Location: to.href })
    return res.end()
  }
  if (url.pathname === '/github/login/oauth/access_token') {
    let body = ''
    req.on('data', (part) => (body += part))
    return req.on('end', () => {
      const form = new URLSearchParams(body)
      const good = form.get('code') === 'octo' && form.get('client_secret') === 'hub' && form.get('code_verifier')
      json(res, good ? { access_token: 'gho_octo', token_type: 'bearer' } : { error: 'bad_verification_code' })
    })
  }
  if (url.pathname === '/github/api/v3/user' && req.headers.authorization === 'Bearer gho_octo') {
    return json(res, { id: 583231, login: 'octocat', name: null })
  }
  json(res, { message: 'Not Found' }, 404)
}

let keys = [await jwk('ES256', 'first'), await jwk('RS256', 'rsa')]

const server = createServer(async (req, res) => {
  const url = new URL(req.url, issuer)
  if (url.pathname === '/stop') away = true
  if (url.pathname === '/start') away = hung = false
  if (url.pathname === '/hang') hung = true
  if (url.pathname === '/rotate') {
    keys = [await jwk('ES256', `next-${Date.now()}`), keys[1]]
    provider = await provide(issuer, keys)
  }
  if (['/stop', '/start', '/hang', '/rotate'].includes(url.pathname)) return json(res, {})
  if (hung && url.pathname === '/token') return
  if (away) return json(res, { error: 'away' }, 503)
  if (url.pathname.startsWith('/github/')) return github(req, res, url)
  if (url.pathname.startsWith('/interaction/')) return interact(req, res)
  provider.callback()(req, res)
})

let issuer = 'http://127.0.0.1'
server.listen(0, '127.0.0.1', async () => {
  issuer = `http://127.0.0.1:${server.address().port}`
  provider = await provide(issuer, keys)
  writeFileSync(`${portFile}.new`, String(server.address().port))
  renameSync(`${portFile}.new`, portFile)
})
