/*
 * Which addresses are out in the world. What a stranger's words make this program
 * connect to must be public: else it is led to what only this machine, its network
 * or its host may reach (server-side request forgery).
 */
#pragma once

#include <stdbool.h>
#include <sys/socket.h>

/*
 * Globally reachable, by IANA's special-purpose registries (RFC 6890) for IPv4 and IPv6;
 * an address in which an IPv4 one is hidden (mapped, NAT64, 6to4, Teredo) is judged by that one, or refused.
 */
bool address_is_public(const struct sockaddr *);
