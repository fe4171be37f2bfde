import { serve } from "https://deno.land/std@0.168.0/http/server.ts";

const EHRBASE_URL = Deno.env.get("EHRBASE_URL") ??
  "https://medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com/ehrbase";

serve(async (request) => {
  const { ehrId, composition, templateId } = await request.json();
  const answer = await fetch(
    `${EHRBASE_URL}/rest/openehr/v1/ehr/${ehrId}/composition?templateId=${templateId}`,
    {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Authorization: `Basic ${Deno.env.get("EHRBASE_CREDENTIALS")}`,
      },
      body: JSON.stringify(composition),
    },
  );
  return new Response(await answer.text(), { status: answer.status });
});
