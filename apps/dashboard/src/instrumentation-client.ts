import { z } from 'zod';

/**
 * Runs in the browser before anything else of the dashboard. Schemas there are read without code made at run time:
 * the content security policy forbids it, and trying is told as a violation.
 */
z.config({ jitless: true });
