import common from './common.json' with { type: 'json' };
import customer from './customer.json' with { type: 'json' };
import operator from './operator.json' with { type: 'json' };
import partner from './partner.json' with { type: 'json' };
import sandbox from './sandbox.json' with { type: 'json' };

export default { ...common, ...partner, ...customer, ...operator, ...sandbox };
