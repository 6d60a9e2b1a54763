import { Type } from 'typebox';
import { attributes } from './common.ts';
import { guid, list, text } from './property.ts';

const parts = {
  applicationId: guid('Application'),
  displayName: text('Name of the application'),
  applicationGrants: list(
    Type.Object({
      enterpriseApplicationId: guid('Application that it calls, such as Graph'),
      scope: text('Permissions, with commas between them'),
    }),
    'What it may do',
  ),
};

/** What a partner allowed an application at a customer. */
export const ApplicationConsent = Type.Object({ ...parts, attributes });

export const ApplicationConsentRequest = Type.Object(parts);
