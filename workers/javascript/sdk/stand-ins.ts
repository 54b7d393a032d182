/** What the clients use to prepare, sign, send and repeat a request. The page does that: here they add nothing. */
const noPlugin = (): { applyToStack(): void } => ({ applyToStack: () => undefined });
const asGiven = <T>(config: T): T => config;

export function DefaultIdentityProviderConfig(): void {}

export {
  noPlugin as getAddExpectContinuePlugin,
  noPlugin as getCheckContentLengthHeaderPlugin,
  noPlugin as getCompressionPlugin,
  noPlugin as getContentLengthPlugin,
  noPlugin as getCopySnapshotPresignedUrlPlugin,
  noPlugin as getEndpointPlugin,
  noPlugin as getFlexibleChecksumsPlugin,
  noPlugin as getHostHeaderPlugin,
  noPlugin as getHttpAuthSchemeEndpointRuleSetPlugin,
  noPlugin as getHttpSigningPlugin,
  noPlugin as getLocationConstraintPlugin,
  noPlugin as getRecursionDetectionPlugin,
  noPlugin as getRegionRedirectMiddlewarePlugin,
  noPlugin as getRetryPlugin,
  noPlugin as getS3ExpiresMiddlewarePlugin,
  noPlugin as getS3ExpressHttpSigningPlugin,
  noPlugin as getS3ExpressPlugin,
  noPlugin as getSchemaSerdePlugin,
  noPlugin as getSsecPlugin,
  noPlugin as getThrow200ExceptionsPlugin,
  noPlugin as getUserAgentPlugin,
  noPlugin as getValidateBucketNamePlugin,
};

export {
  asGiven as resolveCompressionConfig,
  asGiven as resolveEndpointConfig,
  asGiven as resolveEventStreamSerdeConfig,
  asGiven as resolveFlexibleChecksumsConfig,
  asGiven as resolveHostHeaderConfig,
  asGiven as resolveRegionConfig,
  asGiven as resolveRetryConfig,
  asGiven as resolveS3Config,
  asGiven as resolveUserAgentConfig,
};
