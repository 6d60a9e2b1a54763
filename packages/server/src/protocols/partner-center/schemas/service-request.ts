import { Type } from 'typebox';
import { Attributes, attributesInRequest, Collection } from './common.ts';
import { guid, instant, list, oneOf, text } from './property.ts';

const organization = Type.Optional(
  Type.Object({ id: guid('Tenant'), name: text('Name of the tenant'), phoneNumber: text('Telephone number') }),
);

const contact = (description: string) =>
  Type.Optional(
    Type.Object(
      {
        organization,
        contactId: text('Person'),
        lastName: text('Family name'),
        firstName: text('Given name'),
        email: text('Mail address'),
        phoneNumber: text('Telephone number'),
      },
      { description },
    ),
  );

const note = Type.Object({
  createdByName: text('Who wrote it'),
  createdDate: instant('When it was written'),
  text: text('What was written'),
});

const parts = {
  title: text('In a few words'),
  description: text('What help is needed with'),
  severity: oneOf(['unknown', 'critical', 'moderate', 'minimal'], 'How bad it is'),
  supportTopicId: text('Topic'),
  supportTopicName: text('Name of the topic'),
  status: oneOf(['none', 'open', 'closed', 'attention_needed'], 'State'),
  organization,
  primaryContact: contact('Who is asked back'),
  productName: text('Name of the product'),
  productId: text('Product that it is about'),
  newNote: Type.Optional(note),
  countryCode: text('Country of the locale that it was written in'),
};

/** A request for help that a partner sent, for itself or for a customer. */
export const ServiceRequest = Type.Object({
  id: Type.String({ description: 'Fifteen digits' }),
  ...parts,
  lastUpdatedBy: contact('Who changed it last'),
  createdDate: instant('When it was sent'),
  lastModifiedDate: instant('When it was changed last'),
  lastClosedDate: instant('When it was closed last; the year 1 while it never was'),
  notes: list(note, 'What was written later'),
  attributes: Attributes,
});

export const ServiceRequests = Collection(ServiceRequest);

export const ServiceRequestBody = Type.Object({
  id: text('Service request'),
  ...parts,
  attributes: attributesInRequest,
});

export const SupportTopic = Type.Object({
  id: Type.String({ description: 'Topic' }),
  name: text('Name'),
  description: text('What belongs to it'),
  attributes: Attributes,
});

export const SupportTopics = Collection(SupportTopic);
