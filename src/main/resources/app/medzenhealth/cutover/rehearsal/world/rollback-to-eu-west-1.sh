#!/bin/bash
# Rollback script to restore eu-west-1 as primary
# Run this if migration fails

# Restore EHRbase DNS to eu-west-1
# Update Lambda environment variables
# Revert CloudFormation stack updates
