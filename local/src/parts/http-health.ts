/** Whether a GET is answered with the status. */
export async function answers(url: string, status: number, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(url, { signal });
  await response.body?.cancel();
  return response.status === status;
}
