const axios = require("axios");

const CHIME_API = "https://a1b2c3d4e5.execute-api.af-south-1.amazonaws.com/prod";

class ApiManager {
  constructor(ehrbaseUrl, region) {
    this.ehrbaseUrl = ehrbaseUrl;
    this.region = region;
  }

  async createEhr(subject) {
    const answer = await axios.post(
      `${this.ehrbaseUrl}/rest/openehr/v1/ehr`,
      { _type: "EHR_STATUS", subject: { external_ref: { id: { value: subject } } } },
    );
    return answer.data;
  }

  async createMeeting(appointment) {
    const answer = await axios.post(`${CHIME_API}/meetings`, { appointment });
    return answer.data;
  }
}

module.exports = { ApiManager };
