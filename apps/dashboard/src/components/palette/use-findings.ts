'use client';

import type { WorkspaceEntry, WorkspaceExplainResponse } from '@turnaway/contracts/code-override';
import type { Page } from '@turnaway/contracts/page';
import { useEffect, useState } from 'react';
import { send } from '@/lib/browser-api';
import { seenHere } from '@/lib/seen-here';
import { isSearch, type PaletteFindings } from './palette-items';

const nothing: PaletteFindings = { explained: null, entries: [], seen: null };
/** After the last key: who types a word wants one answer, not one for each letter. */
const settleMs = 180;

/** What the catalog says about a text, a moment after it has last changed. */
export function useFindings(text: string): {
  findings: PaletteFindings;
  /** The text that they are about. */
  about: string;
  fault: string | null;
} {
  const asked = text.trim();
  const [state, setState] = useState({ findings: nothing, about: '', fault: null as string | null });
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(async () => {
      if (asked === '') {
        setState({ findings: nothing, about: '', fault: null });
        return;
      }
      const [explained, entries] = await Promise.all([
        send<WorkspaceExplainResponse>('POST', '/api/explain', { text: asked }),
        searchCatalog(asked),
      ]);
      if (!isCurrent) return;
      const findings = { explained: explained.ok ? explained.answer : null, entries, seen: null };
      setState({ findings, about: asked, fault: explained.ok ? null : explained.message });
      const codes = (findings.explained?.explanations ?? []).map(({ entry }) => entry);
      const seen = await seenHere(codes, new Date());
      if (isCurrent) setState((now) => ({ ...now, findings: { ...findings, seen } }));
    }, settleMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asked]);
  return state;
}

async function searchCatalog(asked: string): Promise<WorkspaceEntry[]> {
  if (!isSearch(asked)) return [];
  const query = new URLSearchParams({ q: asked, limit: '8' });
  const sent = await send<Page<WorkspaceEntry>>('GET', `/api/catalog?${query}`);
  return sent.ok ? sent.answer.items : [];
}
