/** Namespace of KEDA, which asks Kafka how far consumers are behind. */
export const KEDA_NAMESPACE = "keda";
