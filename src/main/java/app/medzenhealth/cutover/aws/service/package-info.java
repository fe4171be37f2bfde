/**
 * The AWS services, one declaration each: what a service is called by the SDK, the inventory, the aws CLI, IAM, ARNs and
 * signatures, which of its operations only read, and what its requests name. Whoever needs one of these asks here.
 */
@NullMarked
package app.medzenhealth.cutover.aws.service;

import org.jspecify.annotations.NullMarked;
