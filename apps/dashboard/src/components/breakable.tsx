import { Fragment } from 'react';

const breaks = /(?<=[@.:/_-])|(?<=[^@.:/_\s-]{24})/;

/** A name that may break after its punctuation, or where it goes on for too long: within a word it is hard to read. */
export function Breakable({ text }: { text: string }) {
  return text.split(breaks).map((part, place) => (
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
