import type { StepContext } from './attempt.js';
import { type EntraStep, entraSteps } from './entra-codes.js';
import { digits, guid, hexDigits, type Random } from './random.js';
import type { Person, Place, Tenant } from './tenant.js';

/** One sign-in as Entra's diagnostic settings write it: about 2.7 kB for a person, 1.7 kB for an app. */
export function buildEntraRecord(context: StepContext, random: Random): object {
  const { tenant, attempt, atMs } = context;
  const step = entraSteps[context.step];
  if (step === undefined) throw new RangeError(`no Entra step ${context.step}`);
  // Entra writes seven decimals.
  const clock = `${new Date(atMs).toISOString().slice(0, 23)}${digits(random, 4)}`;
  const shared = { tenant, step, clock, id: guid(random), random };
  const properties =
    attempt.person === null
      ? appProperties(context, shared)
      : personProperties(context, attempt.person, shared);
  return {
    time: `${clock}Z`,
    resourceId: `/tenants/${tenant.id}/providers/Microsoft.aadiam`,
    operationName: 'Sign-in activity',
    operationVersion: '1.0',
    category: categories[attempt.flow],
    tenantId: tenant.id,
    resultType: String(step.code),
    resultSignature: step.code === 0 ? 'None' : 'FAILURE',
    ...(step.reason === null ? {} : { resultDescription: step.reason }),
    durationMs: 0,
    callerIpAddress: attempt.address,
    correlationId: attempt.correlationId,
    ...(attempt.person === null ? {} : { identity: attempt.person.displayName }),
    Level: 4,
    location: attempt.place.country,
    properties,
  };
}

const categories: Readonly<Record<string, string>> = {
  'entra-interactive': 'SignInLogs',
  'entra-non-interactive': 'NonInteractiveUserSignInLogs',
  'entra-service-principal': 'ServicePrincipalSignInLogs',
};

interface Shared {
  tenant: Tenant;
  step: EntraStep;
  clock: string;
  id: string;
  random: Random;
}

function personProperties({ attempt }: StepContext, person: Person, shared: Shared): object {
  const { tenant, step, clock, id, random } = shared;
  const interactive = attempt.flow === 'entra-interactive';
  const managed = person.device.managed;
  const needsMfa = step.conditionalAccess === 'success' || /^(5007[2469]|500121)$/.test(String(step.code));
  return {
    id,
    createdDateTime: `${clock}+00:00`,
    userDisplayName: person.displayName,
    userPrincipalName: person.userName,
    userId: person.id,
    appId: attempt.app.id,
    appDisplayName: attempt.app.name,
    ipAddress: attempt.address,
    status: statusOf(step),
    clientAppUsed: interactive ? 'Browser' : 'Mobile Apps and Desktop clients',
    userAgent: person.device.userAgent,
    deviceDetail: {
      deviceId: managed ? person.device.id : '',
      displayName: managed ? person.device.name : '',
      operatingSystem: person.device.operatingSystem,
      browser: person.device.browser,
      ...(managed ? { isCompliant: step.code !== 53000, isManaged: true, trustType: 'Azure AD joined' } : {}),
    },
    location: locationOf(attempt.place),
    correlationId: attempt.correlationId,
    conditionalAccessStatus: step.conditionalAccess ?? (needsMfa ? 'failure' : 'notApplied'),
    appliedConditionalAccessPolicies: policiesOf(tenant, step, needsMfa),
    isInteractive: interactive,
    tokenIssuerType: 'AzureAD',
    authenticationProcessingDetails: [{ key: 'Is CAE Token', value: 'False' }],
    networkLocationDetails: networksOf(attempt.place, attempt.address),
    processingTimeInMilliseconds: 60 + random.below(400),
    riskLevelAggregated: 'none',
    riskLevelDuringSignIn: 'none',
    riskState: 'none',
    riskEventTypes_v2: [],
    resourceDisplayName: attempt.app.resource,
    resourceId: attempt.app.resourceId,
    resourceTenantId: tenant.id,
    authenticationDetails: authenticationOf(step, clock, interactive),
    authenticationRequirement: needsMfa ? 'multiFactorAuthentication' : 'singleFactorAuthentication',
    userType: 'Member',
    autonomousSystemNumber: 64_496 + (attempt.place.longitude > 0 ? 1 : 2),
    uniqueTokenIdentifier: hexDigits(random, 22),
    incomingTokenType: interactive ? 'none' : 'refreshToken',
  };
}

function appProperties({ attempt }: StepContext, shared: Shared): object {
  const { tenant, step, clock, id, random } = shared;
  return {
    id,
    createdDateTime: `${clock}+00:00`,
    userId: null,
    appId: attempt.app.id,
    ipAddress: attempt.address,
    status: statusOf(step),
    location: locationOf(attempt.place),
    correlationId: attempt.correlationId,
    conditionalAccessStatus: step.conditionalAccess ?? 'notApplied',
    appliedConditionalAccessPolicies: [],
    isInteractive: false,
    tokenIssuerType: 'AzureAD',
    authenticationProcessingDetails: [{ key: 'Azure AD App Authentication Library', value: '' }],
    processingTimeInMilliseconds: 20 + random.below(120),
    riskDetail: 'none',
    riskLevelAggregated: 'none',
    riskLevelDuringSignIn: 'none',
    riskState: 'none',
    resourceDisplayName: attempt.app.resource,
    resourceId: attempt.app.resourceId,
    resourceTenantId: tenant.id,
    homeTenantId: tenant.id,
    servicePrincipalName: attempt.app.name,
    servicePrincipalId: attempt.app.id,
    servicePrincipalCredentialKeyId: guid(random),
    flaggedForReview: false,
    isTenantRestricted: false,
    crossTenantAccessType: 'none',
    uniqueTokenIdentifier: hexDigits(random, 22),
    incomingTokenType: 'none',
    authenticationProtocol: 'none',
  };
}

function statusOf(step: EntraStep): object {
  return {
    errorCode: step.code,
    ...(step.reason === null ? {} : { failureReason: step.reason }),
    ...(step.additionalDetails === undefined ? {} : { additionalDetails: step.additionalDetails }),
  };
}

function locationOf(place: Place): object {
  return {
    city: place.city,
    state: place.state,
    countryOrRegion: place.country,
    geoCoordinates: { latitude: place.latitude, longitude: place.longitude },
  };
}

function networksOf(place: Place, address: string): object[] {
  if (address !== place.officeAddress) return [];
  return [{ networkType: 'trustedNamedLocation', networkNames: [`${place.city} office`] }];
}

function policiesOf(tenant: Tenant, step: EntraStep, needsMfa: boolean): object[] {
  // Of the rules that did not apply, a real log names many; one of them is enough here.
  const shown = tenant.policies.filter(
    (policy) => policy.grant !== (step.code === 53000 ? 'Block' : 'RequireCompliantDevice'),
  );
  const failing = step.conditionalAccess === 'failure' ? 1 : needsMfa && step.code !== 0 ? 0 : -1;
  return shown.map((policy, index) => {
    const applied = index === failing || (index === 0 && needsMfa);
    return {
      id: policy.id,
      displayName: policy.name,
      enforcedGrantControls: [policy.grant],
      result: index === failing ? 'failure' : applied ? 'success' : 'notApplied',
      conditionsSatisfied: applied ? 19 : 1,
      conditionsNotSatisfied: applied ? 0 : 2,
    };
  });
}

function authenticationOf(step: EntraStep, clock: string, interactive: boolean): object[] {
  if (!interactive) return [];
  // A second factor that failed is the step that the log is about.
  const secondFactor = step.method !== undefined && step.method !== 'Password';
  const failedDetail = secondFactor ? (step.additionalDetails ?? '') : 'Invalid username or password';
  return [
    {
      authenticationStepDateTime: `${clock}+00:00`,
      authenticationMethod: step.method ?? 'Password',
      succeeded: step.method === undefined,
      authenticationStepResultDetail: step.method === undefined ? 'Correct password' : failedDetail,
      authenticationStepRequirement: secondFactor ? 'Multi-factor authentication' : 'Primary authentication',
    },
  ];
}
