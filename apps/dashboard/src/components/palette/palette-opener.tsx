'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import styles from './palette.module.css';

/** Fetched apart: the first page does not wait for it. */
const fetchPalette = () => import('./palette').then((module) => module.Palette);
const Palette = dynamic(fetchPalette, { ssr: false });
/**
 * Once the page is at rest: who presses the keys and types on at once must not lose a letter. A phone has no such keys.
 */
const fetchAfterMs = 1_500;

/** The way into the palette from every page: a button that names its keys, and the keys. */
export function PaletteOpener({ suffix }: { suffix: string }) {
  const [opened, setOpened] = useState(false);
  // Once fetched it stays: closing gives the focus back to where it was.
  const [isWanted, setIsWanted] = useState(false);
  const [isMac, setIsMac] = useState(false);
  useEffect(() => {
    setIsMac(/mac|iphone|ipad/i.test(navigator.platform));
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      if (event.shiftKey || event.altKey) return;
      event.preventDefault();
      setIsWanted(true);
      setOpened((open) => !open);
    }
    window.addEventListener('keydown', onKeyDown);
    const hasKeys = matchMedia('(any-pointer: fine)').matches;
    const timer = hasKeys ? setTimeout(fetchPalette, fetchAfterMs) : undefined;
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
  function open() {
    setIsWanted(true);
    setOpened(true);
  }
  return (
    <>
      <button
        type="button"
        className={styles.opener}
        onClick={open}
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K"
      >
        <span>Search or explain</span>
        <kbd>{isMac ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      {isWanted && <Palette opened={opened} suffix={suffix} onClose={() => setOpened(false)} />}
    </>
  );
}
