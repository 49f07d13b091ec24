/// The server's side of `AWS_MSK_IAM`, which Amazon keeps to itself: it verifies what the genuine
/// client signs, so that the apps are tested with the access control that they run under.
@NullMarked
package orders.local.iam;

import org.jspecify.annotations.NullMarked;
