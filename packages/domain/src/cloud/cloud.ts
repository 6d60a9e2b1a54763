/** National clouds: isolated instances, each with its own tenants, enrolments and agreements (R169). */
export type Cloud = 'public' | 'usgov' | 'china' | 'germany';
