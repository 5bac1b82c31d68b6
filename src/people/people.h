/*
 * THE ROOM OF PEOPLE: users and their agents; how somebody becomes a user (signup, invite) and is known
 * again (login, session, key, the issuers that vouch for somebody, and the grants by which programs act for users); what goes to their
 * addresses (mail); what each credential may do (scope). caller.h is the one question that a request asks. It knows neither money nor jobs, though a new
 * user's account is inserted here, beside the user.
 *
 * TABLES: users, agents, api_keys, sessions, invites, oauth_clients, oauth_grants, oauth_tokens, oauth_devices,
 * mails, mail_tokens, issuers, issuer_keys, identities, admin_log.
 *
 * ALWAYS TRUE
 * - A mail is sent by clorp-cron alone, and its secret drawn then.
 * - Of a secret that is handed out only a hash is kept; of a password, a slow one.
 * - Whom an issuer names is one user for good, and no user becomes an issuer's whom it did not bring.
 * - A user has exactly one default agent, from the start.
 * - A credential never does more than its scopes, and none makes another that does more.
 * - What has ended (a key, a session, a grant) ends at once, in every worker.
 *
 * LOCKS: the invitation, before anything is paid or worked on; the user, after the job; the agent, after the
 * accounts; the key, session or token, last. (market.h has the whole order.)
 */
#pragma once
