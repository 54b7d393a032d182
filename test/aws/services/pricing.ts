import type { Filter, GetProductsRequest } from '@aws-sdk/client-pricing';
import { REGIONS } from '../../../src/adapters/duckdb/sample/catalog.ts';
import { METERS } from '../../../src/adapters/duckdb/sample/meters.ts';
import type { Operations } from '../world/world.ts';
import { page } from './page.ts';

type Product = { service: string; attributes: Record<string, string>; price: string; unit: string };

const products: Product[] = METERS.flatMap((meter) =>
  REGIONS.map((region) => ({
    service: meter.service.code,
    attributes: {
      servicecode: meter.service.code,
      usagetype: region.prefix + meter.usage,
      operation: meter.operation,
      regionCode: region.code,
      location: region.name,
      ...(meter.instance === undefined ? {} : { instanceType: meter.instance, operatingSystem: 'Linux', tenancy: 'Shared' }),
    },
    price: (meter.rate * region.price).toFixed(10),
    unit: meter.unit,
  })),
);

export const pricing: Operations = {
  GetProducts: ({ ServiceCode, Filters = [], NextToken, MaxResults = 100 }: GetProductsRequest) => {
    const found = products.filter(
      ({ service, attributes }) => service === ServiceCode && Filters.every((filter) => fits(attributes, filter)),
    );
    const { items, next } = page(found, NextToken, MaxResults);
    return { FormatVersion: 'aws_v1', PriceList: items.map(priceText), NextToken: next };
  },
  DescribeServices: () => ({
    FormatVersion: 'aws_v1',
    Services: [...new Set(products.map(({ service }) => service))].map((ServiceCode) => ({
      ServiceCode,
      AttributeNames: ['usagetype', 'operation', 'regionCode', 'location', 'instanceType'],
    })),
  }),
};

function fits(attributes: Record<string, string>, { Field = '', Value }: Filter): boolean {
  return attributes[Field] === Value;
}

/** A product comes as JSON in a text. */
function priceText({ service, attributes, price, unit }: Product, at: number): string {
  const sku = `SKU${String(at).padStart(10, '0')}`;
  const dimension = {
    [`${sku}.JRTCKXETXF.6YS6EN2CT7`]: { unit, pricePerUnit: { USD: price }, beginRange: '0', endRange: 'Inf' },
  };
  return JSON.stringify({
    product: { productFamily: 'Compute Instance', attributes, sku },
    serviceCode: service,
    terms: { OnDemand: { [`${sku}.JRTCKXETXF`]: { priceDimensions: dimension, sku, termAttributes: {} } } },
    version: '20261101000000',
    publicationDate: '2026-11-01T00:00:00Z',
  });
}
