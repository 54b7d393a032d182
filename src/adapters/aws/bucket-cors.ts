/** Rules (CORS) of a bucket that let the page at `origin` read it, as S3's console takes them. */
export function bucketCors(origin: string): { [key: string]: string[] | number }[] {
  return [
    {
      AllowedOrigins: [origin],
      AllowedMethods: ['GET', 'HEAD'],
      AllowedHeaders: ['*'],
      ExposeHeaders: ['ETag', 'Content-Length', 'Content-Range', 'Date', 'Last-Modified', 'x-amz-request-id', 'x-amz-version-id'],
      MaxAgeSeconds: 3600,
    },
  ];
}
