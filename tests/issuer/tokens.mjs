// tokens.mjs FOLDER ISSUER SECRET: what an issuer like Supabase signs, by another's hands (jose), good and bad: one token a
// file in FOLDER, and its key set in FOLDER/jwks.json. Run again, it signs by new keys and keeps those before as FOLDER/old.
import { createRequire } from 'node:module'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createHmac, randomUUID } from 'node:crypto'

const require = createRequire(`${process.env.ISSUER_NODE}/`)
const jose = await import(require.resolve('jose'))

const [folder, issuer, secret] = process.argv.slice(2)
const subject = existsSync(`${folder}/subject`) ? readFileSync(`${folder}/subject`, 'utf8') : randomUUID()
const round = existsSync(`${folder}/jwks.json`) ? 'new' : 'old'
const es = await jose.generateKeyPair('ES256', { extractable: true })
const rs = await jose.generateKeyPair('RS256', { extractable: true })
const stranger = await jose.generateKeyPair('ES256')
const hmac = new TextEncoder().encode(secret)
const now = Math.floor(Date.now() / 1000)
const kid = (name) => `${name}-${round}`
const esPublic = { ...(await jose.exportJWK(es.publicKey)), kid: kid('es'), alg: 'ES256', use: 'sig' }
const rsPublic = { ...(await jose.exportJWK(rs.publicKey)), kid: kid('rs'), alg: 'RS256' }

const claims = (more = {}) => ({
  iss: issuer, aud: 'authenticated', role: 'authenticated', sub: subject, iat: now, exp: now + 3600,
  session_id: randomUUID(), is_anonymous: false, email: 'ann@people.example', name: 'Ann by token', ...more,
})
const sign = (payload, key, header) => new jose.SignJWT(payload).setProtectedHeader(header).sign(key)
const bySet = (more, header = {}) => sign(claims(more), es.privateKey, { alg: 'ES256', kid: kid('es'), ...header })
const b64 = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const byHand = (header, payload, key) => {
  const text = `${b64(header)}.${b64(payload)}`
  return `${text}.${key ? createHmac('sha256', key).update(text).digest('base64url') : ''}`
}
// A token of so many bytes all in all.
const ofLength = async (bytes) => {
  let pad = bytes - (await bySet({ pad: '' })).length
  for (pad = Math.floor((pad * 3) / 4); (await bySet({ pad: 'x'.repeat(pad) })).length < bytes;) pad += 1
  return bySet({ pad: 'x'.repeat(pad) })
}
const flip = (token) => token.replace(/.$/, '').replace(/(.)(.{20})$/, (_, c, rest) => (c === 'A' ? 'B' : 'A') + rest) + token.slice(-1)

const good = await bySet()
const tokens = {
  good,
  rsa: await sign(claims(), rs.privateKey, { alg: 'RS256', kid: kid('rs') }),
  hmac: await sign(claims(), hmac, { alg: 'HS256', typ: 'JWT' }),
  list: await bySet({ aud: ['elsewhere', 'authenticated'] }),
  other: await bySet({ sub: 'auth0|12345', name: 'Somebody mapped' }),
  program: await bySet({ client_id: 'a-program' }),
  '8k': await ofLength(8 * 1024 - 2),
  'bad-expired': await bySet({ exp: now - 120 }),
  'bad-endless': await bySet({ exp: undefined }),
  'bad-early': await bySet({ nbf: now + 3600 }),
  'bad-audience': await bySet({ aud: 'somebody-else' }),
  'bad-issuer': await bySet({ iss: 'https://evil.example/auth/v1' }),
  'bad-role': await bySet({ role: 'anon' }),
  'bad-anonymous': await bySet({ is_anonymous: true, sub: randomUUID() }),
  'bad-nobody': await bySet({ sub: undefined }),
  'bad-flipped': flip(good),
  'bad-none': byHand({ alg: 'none', kid: kid('es') }, claims()),
  // The public key as if it were a secret, in the spellings that libraries have fallen for.
  'bad-confused': byHand({ alg: 'HS256', kid: kid('rs') }, claims(), await jose.exportSPKI(rs.publicKey)),
  'bad-confused-jwk': byHand({ alg: 'HS256', kid: kid('rs') }, claims(), JSON.stringify(rsPublic)),
  'bad-confused-n': byHand({ alg: 'HS256', kid: kid('rs') }, claims(), rsPublic.n),
  'bad-algorithm': await sign(claims(), es.privateKey, { alg: 'ES256', kid: kid('rs') }),
  'bad-stranger': await sign(claims(), stranger.privateKey, { alg: 'ES256', kid: kid('es') }),
  'bad-unknown-kid': await bySet({}, { kid: 'nobody-knows' }),
  'bad-own-key': await sign(claims(), stranger.privateKey, {
    alg: 'ES256', kid: 'mine', jwk: await jose.exportJWK(stranger.publicKey), jku: 'http://127.0.0.1:9/',
  }),
  'bad-critical': await sign(claims(), es.privateKey, { alg: 'ES256', kid: kid('es'), crit: ['b64'], b64: true }),
  'bad-secret': await sign(claims(), new TextEncoder().encode('a guess of forty characters, not the one'), { alg: 'HS256' }),
  // Keys of a Supabase project: signed by the very secret, and nobody's.
  'bad-anon-key': await sign({ iss: 'supabase', ref: 'abc', role: 'anon', iat: now, exp: now + 9e8 }, hmac, { alg: 'HS256' }),
  'bad-service-key': await sign({ iss: 'supabase', ref: 'abc', role: 'service_role', iat: now, exp: now + 9e8 }, hmac, { alg: 'HS256' }),
  'bad-9k': await ofLength(9 * 1024),
  'bad-dots': `${good}.`,
  'bad-two-parts': good.split('.').slice(0, 2).join('.') + '.',
}

mkdirSync(folder, { recursive: true })
mkdirSync(`${folder}/${round}`, { recursive: true })
writeFileSync(`${folder}/subject`, subject)
for (const [name, token] of Object.entries(tokens)) writeFileSync(`${folder}/${round}/${name}`, token)
// An encryption key and one of another curve stand in real sets, too.
const keys = [
  { ...esPublic, kid: 'enc', use: 'enc' },
  { ...(await jose.exportJWK((await jose.generateKeyPair('ES384', { extractable: true })).publicKey)), kid: 'p384', alg: 'ES384' },
  esPublic, rsPublic,
]
writeFileSync(`${folder}/jwks.json`, JSON.stringify({ keys }))
