/**
 * A key and a certificate for `self-signed.example`, signed by itself and good for a hundred years: for servers that
 * nobody should trust, and for nothing else.
 */
export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7OjXTyqgxlEu++d9
nuPcEB9BvowObRpGWAErnongYFmhRANCAAReSEuAFvPQLB3b94015KnEA4P8r2aN
nAJsetiZ4580YfaPJ2MN1Ek1ueWcvBBEJxCiyqpjloxMTpZiRxZGBsXw
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBszCCAVmgAwIBAgIUNUNCMm08N1uw92nl8wR8YRo6iGswCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTc2VsZi1zaWduZWQuZXhhbXBsZTAgFw0yNjExMjkwMDAzNDVa
GA8yMTI2MTEwNTAwMDM0NVowHjEcMBoGA1UEAwwTc2VsZi1zaWduZWQuZXhhbXBs
ZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF5IS4AW89AsHdv3jTXkqcQDg/yv
Zo2cAmx62JnjnzRh9o8nYw3USTW55Zy8EEQnEKLKqmOWjExOlmJHFkYGxfCjczBx
MB0GA1UdDgQWBBTMXRbIMzigr+aOC7RK/a3wgJxwoTAfBgNVHSMEGDAWgBTMXRbI
Mzigr+aOC7RK/a3wgJxwoTAPBgNVHRMBAf8EBTADAQH/MB4GA1UdEQQXMBWCE3Nl
bGYtc2lnbmVkLmV4YW1wbGUwCgYIKoZIzj0EAwIDSAAwRQIhAN5vnAgGSlaVB4oV
w0XMDlOgh5VaFJEyzvGIStKfrF15AiAeWZdr+yB6cOPL0Hy9FqtXPSyEftVDlqVC
Ww/OjTp+Ew==
-----END CERTIFICATE-----`,
};
