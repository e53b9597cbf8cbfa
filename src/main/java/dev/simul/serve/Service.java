package dev.simul.serve;

/**
 * What every connection of a server shares. Loop only, but for the counters' snapshot.
 *
 * @param responder who answers
 * @param tls how TLS is spoken
 * @param counters what is counted
 */
record Service(Responder responder, TlsTerminator tls, Counters counters) {}
