import type { FastifyInstance } from 'fastify';

/** The texts behind agreement links: a demonstration, with the language and country that were asked for. */
export function agreementTexts(app: FastifyInstance): void {
  app.get('/agreements/:type', { exposeHeadRoute: false }, async (request, reply) => {
    const { type } = request.params as { type: string };
    const { language = 'en-US', country = 'US', download } = request.query as Record<string, string | undefined>;
    const known = ['MicrosoftCloudAgreement', 'MicrosoftCustomerAgreement'].find(
      (one) => one.toLowerCase() === type.toLowerCase(),
    );
    if (known === undefined)
      return reply
        .code(404)
        .send({ code: 1000, description: `There is no agreement "${type}".`, data: [], source: 'Multipartner' });
    if (download !== undefined) reply.header('Content-Disposition', `attachment; filename="${known}.txt"`);
    return reply
      .type('text/plain; charset=utf-8')
      .send(
        `${known}\n\nThis is a demonstration text (${safe(language)}, ${safe(country)}). Whoever runs this partner centre puts its own agreement here.\n`,
      );
  });
}

const safe = (text: string) => text.replaceAll(/[^A-Za-z-]/g, '').slice(0, 12);
