/** Where people reach chat-api in these tests; nothing listens there, requests are injected. */
export const PUBLIC_URL = "https://punctual.example";
