import { problemOf } from './problem.ts';

/** Saves what a call answers as a file. @throws Problem when it was refused. */
export async function download(
  call: Promise<{ data?: unknown; error?: unknown; response: Response }>,
  name: string,
): Promise<void> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemOf(response, error);
  const given = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const url = URL.createObjectURL(data as Blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = given ?? name;
  link.click();
  URL.revokeObjectURL(url);
}
