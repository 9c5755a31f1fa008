import { Downloads } from '@/components/downloads';
import { ViewBar } from '@/components/filters/view-bar';
import { Link } from '@/components/link';
import { Pager } from '@/components/page';
import page from '@/components/page.module.css';
import { getSession, getSignIn, getSignIns } from '@/lib/api';
import { formatCount } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { hrefTo, one, readView, type SearchParams, viewQuery } from '@/lib/view';
import { SignInDetail } from './sign-in-detail';
import { SignInDrawer } from './sign-in-drawer';
import { SignInTable } from './sign-in-table';
import styles from './sign-ins.module.css';

/** Failures and prompts, one a row, with a search and a drawer for the one that is looked at. */
export async function SignIns({ params }: { params: SearchParams }) {
  const now = getNow();
  const view = readView(params, now);
  const id = one(params.id);
  const q = one(params.q);
  const cursor = one(params.cursor);
  const [session, list, chosen, timeZone] = await Promise.all([
    getSession(),
    getSignIns(view, { q, cursor, limit: '50' }),
    id === undefined ? null : getSignIn(id),
    getTimeZone(),
  ]);
  const own = { q: q ?? null, cursor: cursor ?? null };
  return (
    <>
      <ViewBar title="Sign-ins" view={view} path="/sign-ins" extra={{ q: q ?? null }} />
      {/* Text is looked for in names too: it is for those who see them. */}
      {session.people === 'full' && (
        <form method="get" action="/sign-ins" className={styles.search}>
          {[...viewQuery(view)].map(([name, value]) => (
            <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
          ))}
          <label className={page.hidden} htmlFor="q">
            Find in person, app, address, reason or correlation id
          </label>
          <input
            id="q"
            name="q"
            type="search"
            maxLength={200}
            defaultValue={q}
            placeholder="Find a person, app, address, reason or correlation id"
          />
          <button type="submit" className={page.button}>
            Find
          </button>
        </form>
      )}
      <div className={page.over}>
        <p className={page.note}>
          {formatCount(list.total, 'sign-in')}
          {q !== undefined && q !== '' && (
            <>
              {' '}
              with “{q}”.{' '}
              <Link className={page.more} href={hrefTo('/sign-ins', view)}>
                Show all
              </Link>
            </>
          )}
        </p>
        <Downloads table="sign-ins" query={hrefTo('', view, { q: q ?? null })} what="All sign-ins" />
      </div>
      <SignInTable rows={list.items} view={view} timeZone={timeZone} now={now} extra={own} current={id} />
      <Pager
        shown={list.items.length}
        total={list.total}
        firstHref={cursor === undefined ? null : hrefTo('/sign-ins', view, { q: q ?? null })}
        nextHref={
          list.nextCursor === null ? null : hrefTo('/sign-ins', view, { ...own, cursor: list.nextCursor })
        }
      />
      {chosen !== null && (
        <SignInDrawer title={chosen.codeClass.title} closeHref={hrefTo('/sign-ins', view, own)}>
          <SignInDetail row={chosen} view={view} timeZone={timeZone} now={now} />
        </SignInDrawer>
      )}
    </>
  );
}
