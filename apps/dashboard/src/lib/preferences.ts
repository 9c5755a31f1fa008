/** Cookies that hold how a reader wants to see things; no personal data. Set in the browser, read on the server. */
export const themeCookie = 'turnaway-theme';
export const timeZoneCookie = 'turnaway-time-zone';
/** For whom steps are shown first. */
export const audienceCookie = 'turnaway-audience';
/** Which columns the list of sign-ins has. */
export const signInColumnsCookie = 'turnaway-sign-in-columns';
export type Theme = 'light' | 'dark' | 'system';
export const themes: readonly Theme[] = ['system', 'light', 'dark'];
