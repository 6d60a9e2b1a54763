import type en from './en/index.ts';

/** English is where texts are born; another language has the same ones, or it does not compile. */
export type MessageId = keyof typeof en;
export type MessageTexts = Readonly<Record<MessageId, string>>;
