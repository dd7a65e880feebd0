-- What firms stated themselves and nobody of the bureau looked at yet: asked for on desks, and few among all facts.
CREATE INDEX enterprise_fact_unconfirmed ON enterprise_fact (county, firm, year, stated_by, stated_at) WHERE known_until = 9223372036854775807 AND source = 'firm' AND confirmed_at = 0;
