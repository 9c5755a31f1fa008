/**
 * Where countries are: two letters, and the degrees north and east of about their middle. Facts of geography, rounded
 * to a degree; a distance between two of them is held against a radius that is far larger than the rounding.
 */
const places =
  'AD 42 2,AE 24 54,AF 34 66,AG 17 -62,AL 41 20,AM 40 45,AO -12 18,AR -34 -64,AT 47 14,AU -25 134,AZ 40 48,BA 44 18,BB 13 -60,BD 24 90,BE 51 5,BF 12 -2,BG 43 25,BH 26 51,BI -3 30,BJ 9 2,BM 32 -65,BN 4 115,BO -17 -65,BR -10 -53,BS 24 -76,BT 27 90,BW -22 24,BY 53 28,BZ 17 -89,CA 56 -96,CD -3 24,CF 7 21,CG -1 15,CH 47 8,CI 8 -6,CL -33 -71,CM 6 12,CN 35 105,CO 4 -73,CR 10 -84,CU 22 -79,CV 15 -24,CY 35 33,CZ 50 15,DE 51 10,DJ 12 43,DK 56 10,DM 15 -61,DO 19 -71,DZ 28 3,EC -1 -78,EE 59 26,EG 27 30,ER 15 39,ES 40 -4,ET 9 40,FI 63 26,FJ -18 178,FO 62 -7,FR 46 2,GA -1 12,GB 54 -2,GD 12 -62,GE 42 44,GF 4 -53,GH 8 -1,GI 36 -5,GL 72 -40,GM 13 -15,GN 10 -11,GP 16 -62,GQ 2 10,GR 39 22,GT 16 -90,GU 13 145,GW 12 -15,GY 5 -59,HK 22 114,HN 15 -87,HR 45 16,HT 19 -72,HU 47 19,ID -5 120,IE 53 -8,IL 31 35,IM 54 -4,IN 21 78,IQ 33 44,IR 32 53,IS 65 -18,IT 43 12,JE 49 -2,JM 18 -77,JO 31 36,JP 36 138,KE 0 38,KG 41 75,KH 13 105,KM -12 44,KN 17 -63,KP 40 127,KR 36 128,KW 29 48,KY 19 -81,KZ 48 67,LA 18 105,LB 34 36,LC 14 -61,LI 47 10,LK 7 81,LR 6 -9,LS -29 28,LT 55 24,LU 50 6,LV 57 25,LY 27 17,MA 32 -6,MC 44 7,MD 47 29,ME 43 19,MG -20 47,MK 42 22,ML 17 -4,MM 22 96,MN 47 104,MO 22 114,MQ 15 -61,MR 20 -10,MT 36 14,MU -20 58,MV 3 73,MW -13 34,MX 24 -102,MY 4 109,MZ -18 35,NA -22 17,NC -21 165,NE 17 8,NG 10 8,NI 13 -85,NL 52 5,NO 62 10,NP 28 84,NZ -41 174,OM 21 56,PA 9 -80,PE -10 -76,PF -18 -149,PG -6 147,PH 13 122,PK 30 70,PL 52 19,PR 18 -66,PS 32 35,PT 39 -8,PW 7 134,PY -23 -58,QA 25 51,RE -21 56,RO 46 25,RS 44 21,RU 60 90,RW -2 30,SA 24 45,SB -9 160,SC -5 55,SD 16 30,SE 62 15,SG 1 104,SI 46 15,SK 49 20,SL 9 -12,SM 44 12,SN 14 -14,SO 6 46,SR 4 -56,SS 8 30,ST 0 7,SV 14 -89,SY 35 38,SZ -27 31,TD 15 19,TG 9 1,TH 15 101,TJ 39 71,TL -9 126,TM 40 60,TN 34 9,TO -20 -175,TR 39 35,TT 11 -61,TW 24 121,TZ -6 35,UA 49 32,UG 1 32,US 39 -97,UY -33 -56,UZ 41 64,VA 42 12,VC 13 -61,VE 7 -66,VG 18 -65,VI 18 -65,VN 16 108,VU -16 167,WS -14 -172,XK 43 21,YE 16 48,ZA -29 25,ZM -14 28,ZW -19 30';
/** How far from its middle a large country's cities are, in km; others are within the rule's radius. */
const farCitiesKm: Readonly<Record<string, number>> = {
  RU: 3_600,
  CA: 2_500,
  US: 2_400,
  CN: 2_000,
  BR: 2_000,
  AU: 2_000,
  ID: 1_800,
  IN: 1_300,
  AR: 1_300,
  CL: 1_500,
  KZ: 1_200,
  MX: 1_200,
  SA: 900,
  NO: 1_000,
  PG: 900,
};

interface Position {
  latitude: number;
  longitude: number;
  /** What to take off a distance because the country is large. */
  farCityKm: number;
}

const positions = new Map<string, Position>();
for (const text of places.split(',')) {
  const [code = '', latitude, longitude] = text.split(' ');
  positions.set(code, {
    latitude: Number(latitude),
    longitude: Number(longitude),
    farCityKm: farCitiesKm[code] ?? 0,
  });
}
const codesByName = new Map<string, string>();
const englishNames = new Intl.DisplayNames(['en'], { type: 'region' });
for (const code of positions.keys()) codesByName.set(nameKey(englishNames.of(code) ?? code), code);

const earthRadiusKm = 6_371;

/**
 * The least distance in km that lies between two countries, given as two letters or by their English name; `null` if
 * one is not known. `radiusKm` is how far from its middle a place in an ordinary country may be.
 */
export function distanceBetween(one: string, other: string, radiusKm: number): number | null {
  const from = find(one);
  const to = find(other);
  if (from === undefined || to === undefined) return null;
  const between = greatCircleKm(from, to);
  return Math.max(0, between - Math.max(radiusKm, from.farCityKm) - Math.max(radiusKm, to.farCityKm));
}

/** Two letters of a country that is given by these or by its English name; `null` if it is not known. */
export function countryCode(country: string): string | null {
  const upper = country.trim().toUpperCase();
  return positions.has(upper) ? upper : (codesByName.get(nameKey(country)) ?? null);
}

function find(country: string): Position | undefined {
  const code = countryCode(country);
  return code === null ? undefined : positions.get(code);
}

function nameKey(name: string): string {
  return name.trim().toLowerCase().replaceAll('&', 'and');
}

function greatCircleKm(from: Position, to: Position): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const dLatitude = radians(to.latitude - from.latitude);
  const dLongitude = radians(to.longitude - from.longitude);
  const chord =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(dLongitude / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(Math.min(1, chord)));
}

const names = new Intl.DisplayNames(['en'], { type: 'region' });

/** A country as people call it, where it is one that is known. */
export function countryName(country: string): string {
  const code = countryCode(country);
  return code === null ? country : (names.of(code) ?? country);
}
