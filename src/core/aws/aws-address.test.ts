import { expect, test } from 'vitest';
import { bucketAddress, serviceOrigin } from './aws-address.ts';
import { awsServices } from './aws-service.ts';

test('addresses are those that the clients of the SDK ask', async () => {
  const told = awsServices.map((service) => serviceOrigin(service, 'eu-west-1'));
  expect(told).toEqual([
    'https://athena.eu-west-1.amazonaws.com',
    'https://glue.eu-west-1.amazonaws.com',
    'https://s3.eu-west-1.amazonaws.com',
    'https://ce.us-east-1.amazonaws.com',
    'https://monitoring.eu-west-1.amazonaws.com',
    'https://ec2.eu-west-1.amazonaws.com',
    'https://organizations.us-east-1.amazonaws.com',
    'https://api.pricing.us-east-1.amazonaws.com',
    'https://sts.eu-west-1.amazonaws.com',
    'https://lambda.eu-west-1.amazonaws.com',
    'https://sns.eu-west-1.amazonaws.com',
  ]);
  expect(serviceOrigin('athena', 'cn-north-1')).toBe('https://athena.cn-north-1.amazonaws.com.cn');
  expect(serviceOrigin('ce', 'cn-north-1')).toBe('https://ce.cn-northwest-1.amazonaws.com.cn');
});

test('a bucket has a host of its own, unless no certificate covers its name or another service stands in', () => {
  const region = 'eu-west-1';
  expect(bucketAddress('our-cur', { region, endpoints: {} })).toBe('https://our-cur.s3.eu-west-1.amazonaws.com');
  expect(bucketAddress('our.cur', { region, endpoints: {} })).toBe('https://s3.eu-west-1.amazonaws.com/our.cur');
  expect(bucketAddress('our-cur', { region, endpoints: { s3: 'http://127.0.0.1:9/' } })).toBe('http://127.0.0.1:9/our-cur');
});
