/** Where requests come in: the Gateway, its certificate and, where we bring it, Envoy. */
export const INGRESS_NAMESPACE = "ingress";
/** The Gateway, and the GatewayClass where we bring one. */
export const GATEWAY = "punctual";
/** The Secret with the certificate (`kubernetes.io/tls`). */
export const TLS_SECRET = "punctual-tls";
/** Name of the Gateway's listeners. */
export const LISTENER = { http: "http", https: "https" } as const;
