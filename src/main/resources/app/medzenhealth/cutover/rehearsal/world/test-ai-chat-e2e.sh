#!/bin/bash
set -euo pipefail
EHRBASE_URL="${EHRBASE_URL:-https://ehr.medzenhealth.app/ehrbase}"
echo "== AI chat end to end"
aws lambda get-function --function-name medzen-ai-chat-handler --region eu-central-1 > /dev/null
echo "All tests PASS"
