'use client';

// Inside the shell, so that the ways to other pages stay when one page fails.
export { Fault as default } from '@/components/fault';
