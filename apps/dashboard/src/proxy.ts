import { type NextRequest, NextResponse } from 'next/server';

/** Runs before every page: gives each answer its own nonce and the content security policy around it. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // A server component cannot see its own address, and a redirect to sign-in has to name the way back.
  headers.set(
    'x-turnaway-path',
    request.nextUrl.pathname + withoutRouterParameter(request.nextUrl.searchParams),
  );
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  matcher: [{ source: '/((?!_next/static|_next/image|icon.svg).*)' }],
};

function contentSecurityPolicy(nonce: string): string {
  // React's development build evaluates code to show call stacks of the server; the built app never does.
  const development = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Widths of bars and places of menus are attributes; they cannot load or run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function withoutRouterParameter(parameters: URLSearchParams): string {
  const kept = new URLSearchParams(parameters);
  kept.delete('_rsc');
  const text = kept.toString();
  return text === '' ? '' : `?${text}`;
}
