const { audit } = require("medzen-shared");
const REGION = process.env.AWS_REGION;
const EHRBASE_URL = process.env.EHRBASE_URL;

// Finds diagnoses and drugs in a document that was uploaded.
exports.handler = async (event) => {
  const { ComprehendMedicalClient, DetectEntitiesV2Command } = require("@aws-sdk/client-comprehendmedical");
  const client = new ComprehendMedicalClient({ region: REGION });
  for (const record of event.Records ?? []) {
    await client.send(new DetectEntitiesV2Command({ Text: record.s3.object.key }));
  }
  audit(event);
  return { statusCode: 200, body: JSON.stringify({ region: REGION, done: true }) };
};
