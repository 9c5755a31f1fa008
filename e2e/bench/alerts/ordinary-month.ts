import type { Calendar } from '@turnaway/cli/dist/simulate/calendar.js';
import type { Incident } from '@turnaway/cli/dist/simulate/incidents.js';
import { createRandom } from '@turnaway/cli/dist/simulate/random.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A holiday on the third Monday, clocks that change on the last Sunday, and books that are closed at a month's end. */
export function calendarOf(from: Date, days: number): Calendar {
  const midnights = Array.from({ length: days }, (_, day) => new Date(from.getTime() + day * dayMs));
  const holiday = midnights.filter((date) => date.getUTCDay() === 1)[2];
  const sunday = midnights.findLast((date) => date.getUTCDay() === 0);
  return {
    hasMonthEnds: true,
    ...(holiday === undefined ? {} : { holidays: [holiday.toISOString().slice(0, 10)] }),
    ...(sunday === undefined ? {} : { clockChange: new Date(sunday.getTime() + hourMs) }),
  };
}

/**
 * What every month has and nobody wants to be told of: a conference, a phone with an old password for days, and, in the
 * second half, an app that is new. All month long there is a scanner, which is on the allow-list, and a feed that is
 * silent each night.
 */
export function planOrdinary(seed: string, { from, days }: { from: Date; days: number }): Incident[] {
  const random = createRandom(`${seed}/ordinary`);
  const at = (day: number, hour: number): Date =>
    new Date(Math.floor(from.getTime() / dayMs) * dayMs + day * dayMs + hour * hourMs);
  const conferenceDay = workday(from, 5 + random.below(Math.max(1, days - 8)));
  const phones = [1, 2].map(() => at(random.below(Math.max(1, days - 3)), random.below(24)));
  return [
    { name: 'conference', from: at(conferenceDay, 8), to: at(conferenceDay, 18) },
    ...phones.map((begin): Incident => {
      return {
        name: 'stale-phone',
        from: begin,
        to: new Date(begin.getTime() + (1 + random.below(4)) * dayMs),
      };
    }),
    { name: 'new-app', from: at(Math.floor(days / 2), 0), to: at(Math.floor(days / 2) + 7, 0) },
    { name: 'scanner', from, to: at(days, 0) },
    { name: 'office-hours-feed', from, to: at(days, 0) },
  ];
}

function workday(from: Date, day: number): number {
  const weekday = new Date(from.getTime() + day * dayMs).getUTCDay();
  return weekday === 0 || weekday === 6 ? day + 2 : day;
}
